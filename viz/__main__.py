"""The program's entry, and the border that no traceback crosses."""

import contextlib
import os
import sys

# Before numpy is loaded: the show's matrices are small, and waking a second thread takes longer than their product,
# most of all where the rasteriser needs the cores. Nor shall a sum's last bit depend on how many cores there are.
for limit in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(limit, "1")
# An evening comes to the same end on every processor: with vectors of 512 bits numpy rounds exponentials otherwise, and
# in a crowd a last bit becomes another step within a minute.
os.environ.setdefault("NPY_DISABLE_CPU_FEATURES", "X86_V4 AVX512_ICL AVX512_SPR")


def main(arguments: list[str] | None = None) -> int:
    """Run a command line; its exit status: 0 done, 2 something given is wrong, 130 stopped by Ctrl-C, 1 our fault."""
    arguments = sys.argv[1:] if arguments is None else arguments
    from viz.errors import Wrong

    try:
        if arguments[:1] == ["bench"]:  # its first picture is there before the command line's library would be
            from viz import tiles_bench

            if (wall := tiles_bench.Asked.of(arguments)) and tiles_bench.command(wall):
                return 0
        from viz.cli import run_command

        return run_command(arguments)
    except Wrong as wrong:
        return _say(str(wrong), 2)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # as in `neo-lumine trace | head`
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        return _say(_report(fault, arguments), 1)


def _say(message: str, status: int) -> int:
    with contextlib.suppress(OSError):
        print(f"neo-lumine: {' '.join(message.split())}", file=sys.stderr)
    return status


def _report(fault: Exception, arguments: list[str]) -> str:
    """Keep what an engineer needs in a file; what to tell the operator."""
    import platform
    import tempfile
    import traceback
    from importlib.metadata import PackageNotFoundError, version

    what = f"a fault inside the program, {type(fault).__name__}: {fault}"
    try:
        mine = version("neo-lumine")
    except PackageNotFoundError:
        mine = "unknown"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="neo-lumine-", suffix=".log", delete=False
        ) as log:
            log.write(f"neo-lumine {mine}, Python {platform.python_version()}, {platform.platform()}\n{arguments}\n\n")
            log.write("".join(traceback.format_exception(fault)))
    except OSError as problem:
        return f"{what} (no report could be kept: {problem})"
    return f"{what}; please send us {log.name}"


if __name__ == "__main__":
    sys.exit(main())
