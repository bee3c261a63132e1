"""The command line: what each command takes. What it does lies elsewhere and is loaded only when it is asked for."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from viz import asked
from viz import quality as qualities
from viz.errors import Wrong
from viz.options import RunOptions

app = typer.Typer(
    name="neo-lumine",
    help="The Neo-Lumine exhibition: living mosaics of visitors' stories. With no command, the show runs.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

SceneArgument = Annotated[
    str | None, typer.Argument(metavar="[SCENE]", help="A name in scenes/ or a .toml file; by default neo_lumine.")
]
Size = Annotated[str | None, typer.Option("--size", metavar="WxH", help="Pixels, such as 1280x720.")]
Seed = Annotated[str | None, typer.Option("--seed", metavar="N", help="Another evening of the same show.")]
Stories = Annotated[
    Path | None, typer.Option("--stories", metavar="FILE", help="A CSV file with the columns name and story.")
]
Quality = Annotated[str | None, typer.Option("--quality", metavar="TIER", help="auto, low, medium, high or ultra.")]
Replay = Annotated[Path | None, typer.Option("--journal", metavar="FILE", help="Redraw what this run showed.")]


def run_command(arguments: list[str]) -> int:
    """Parse and run; the exit status. Raises Wrong, KeyboardInterrupt and whatever goes wrong."""
    try:
        status = app(args=_with_command(arguments), prog_name="neo-lumine", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as problem:
        # typer's own complaints share no public class from one version to the next, but all of them have this
        if hasattr(problem, "format_message"):
            raise Wrong(problem.format_message()) from None
        raise
    return status if isinstance(status, int) else 0


def _with_command(arguments: list[str]) -> list[str]:
    """The default command is run: `neo-lumine my.toml --headless`."""
    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    first = arguments[0] if arguments else ""
    return arguments if first in commands or first in ("-h", "--help", "--version") else ["run", *arguments]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"neo-lumine {version('neo-lumine')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    pass


@app.command()
def run(
    scene: SceneArgument = None,
    size: Size = None,
    seed: Seed = None,
    stories: Stories = None,
    journal: Annotated[
        Path | None, typer.Option("--journal", metavar="FILE", help="Append everything said to the show to this file.")
    ] = None,
    fullscreen: Annotated[bool, typer.Option("--fullscreen", help="Fill the screen.")] = False,
    monitor: Annotated[str | None, typer.Option("--monitor", metavar="N", help="Which screen, from 0.")] = None,
    headless: Annotated[bool, typer.Option("--headless", help="In real time, but with no window.")] = False,
    duration: Annotated[
        str | None, typer.Option("--duration", metavar="S", help="Leave after so many seconds.")
    ] = None,
    no_panel: Annotated[bool, typer.Option("--no-panel", help="No operator's panel.")] = False,
    panel_window: Annotated[bool, typer.Option("--panel-window", help="The panel in a window of its own.")] = False,
    quality: Quality = None,
    unguarded: Annotated[
        bool,
        typer.Option("--unsafe-no-flash-guard", help="Let flashes through. They can harm visitors with epilepsy."),
    ] = False,
) -> None:
    """Run the show, live. F1 shows the operator's panel, Esc asks before it leaves."""
    options = RunOptions(
        scene=scene or "neo_lumine",
        size=asked.size(size) if size else None,
        seed=_seed(seed),
        stories=stories,
        journal=journal,
        fullscreen=fullscreen,
        monitor=asked.whole("--monitor", monitor, 0, 63) if monitor else None,
        headless=headless,
        duration=float(asked.seconds("--duration", duration, above=True)) if duration else None,
        panel=not no_panel,
        panel_window=panel_window,
        quality=qualities.asked(quality or qualities.AUTO),
        guarded=not unguarded,
    )
    _agree(options)
    if not headless:
        from viz import display

        if reason := display.missing():
            _film_instead(options, reason)
            return
        if options.monitor is not None:
            display.monitor(options.monitor)
    else:
        _note("the show runs with no window; Ctrl-C ends it")
    from viz import app as live

    live.run(options, warn=_note)


def _agree(options: RunOptions) -> None:
    """Options that exclude each other."""
    window = {"--fullscreen": options.fullscreen, "--monitor": options.monitor is not None}
    window["--panel-window"] = options.panel_window
    for name, given in window.items():
        if options.headless and given:
            raise Wrong(f"--headless and {name} exclude each other: there is no window")
    if options.panel_window and not options.panel:
        raise Wrong("--panel-window and --no-panel exclude each other")


def _film_instead(options: RunOptions, reason: str) -> None:
    """Where no window can open: the arc as a short film."""
    path, size, fps = Path("neo-lumine.mp4"), asked.even("--size", options.size or (848, 480)), Fraction(24)
    asked.output(path, ".mp4", "a film")
    _note(f"{reason}; so the five acts are told in a short film, {path}")
    from viz.film import film, short
    from viz.opening import open_show

    show = open_show(options.scene, seed=options.seed, stories=options.stories, warn=_note)
    if not film(show, path, short(show, fps), fps, size):
        _note(f"stopped; {path} holds what was drawn by then")
        raise typer.Exit(130)
    print(f"{path.resolve()}: the five acts in half a minute")
    print("For a window: start it from a desktop session, or over ssh -X, or under xvfb-run for a try; see README.")


@app.command()
def still(
    files: Annotated[list[str], typer.Argument(metavar="[SCENE] OUT.png")],
    at: Annotated[str, typer.Option("--at", metavar="S", help="Seconds into the show.")],
    size: Size = None,
    seed: Seed = None,
    stories: Stories = None,
    journal: Replay = None,
    quality: Quality = None,
) -> None:
    """Draw one moment as a PNG."""
    scene, path = _scene_and_file(files, ".png", "a still")
    when, pixels = asked.seconds("--at", at), asked.size(size) if size else (1280, 720)
    tier = qualities.asked(quality or "high")
    from viz.film import still as draw
    from viz.opening import open_show

    show = open_show(scene, seed=_seed(seed), stories=stories, journal=journal, warn=_note)
    draw(show, path, when, pixels, tier)
    print(path)


@app.command()
def film(
    files: Annotated[list[str], typer.Argument(metavar="[SCENE] OUT.mp4")],
    start: Annotated[str, typer.Option("--from", metavar="S", help="Seconds into the show; by default 0.")] = "0",
    to: Annotated[
        str | None, typer.Option("--to", metavar="S", help="Where it ends; by default with the last act.")
    ] = None,
    fps: Annotated[str, typer.Option("--fps", metavar="N", help="Frames a second, such as 30 or 30000/1001.")] = "30",
    size: Size = None,
    seed: Seed = None,
    stories: Stories = None,
    journal: Replay = None,
    quality: Quality = None,
) -> None:
    """Draw the show as an MP4. Ctrl-C leaves a film of what was drawn by then."""
    scene, path = _scene_and_file(files, ".mp4", "a film")
    pixels, rate = asked.even("--size", asked.size(size) if size else (1280, 720)), asked.rate(fps)
    begin, end = asked.seconds("--from", start), asked.seconds("--to", to) if to else None
    tier = qualities.asked(quality or "high")
    if end is not None and end <= begin:
        raise Wrong(f"--to {to}: the film would end before it begins; more than --from {start}")
    from viz import film as films
    from viz.evening import length
    from viz.opening import open_show

    show = open_show(scene, seed=_seed(seed), stories=stories, journal=journal, warn=_note)
    end = Fraction(length(show)) if end is None else end
    told = films.shots(begin, end, rate)
    if not told:
        raise Wrong(f"--from {start}: the show is over by then; it takes {float(end):g} s, unless --to says more")
    if not films.film(show, path, told, rate, pixels, tier):
        _note(f"stopped; {path} holds what was drawn by then")
        raise typer.Exit(130)
    print(path)


@app.command()
def trace(
    scene: SceneArgument = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="S", help="Where it ends; by default with the last act.")
    ] = None,
    every: Annotated[str, typer.Option("--every", metavar="S", help="Seconds between two rows.")] = "1",
    as_json: Annotated[bool, typer.Option("--json", help="A JSON array instead of CSV.")] = False,
    seed: Seed = None,
    stories: Stories = None,
    journal: Replay = None,
) -> None:
    """Write the world's numbers over time to standard output, as CSV."""
    until, step = asked.seconds("--to", to) if to else None, asked.seconds("--every", every, above=True)
    from viz import trace as traces
    from viz.opening import open_show

    show = open_show(scene, seed=_seed(seed), stories=stories, journal=journal, warn=_note)
    write = traces.write_json if as_json else traces.write_csv
    write(traces.rows(show, None if until is None else float(until), float(step)), sys.stdout)
    sys.stdout.flush()


@app.command()
def certify(
    report: Annotated[Path, typer.Option("--report", metavar="OUT.html", help="The certificate that is written.")],
    scene: SceneArgument = None,
    video: Annotated[
        Path | None, typer.Option("--video", metavar="FILE", help="Count over this film instead of a show.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="S", help="Where the evening ends, or the film; by default where it does."),
    ] = None,
    each: Annotated[
        str | None,
        typer.Option("--each", metavar="S", help="Seconds of each of the worst cases; by default what it takes."),
    ] = None,
    fps: Annotated[str | None, typer.Option("--fps", metavar="N", help="Pictures a second; by default 60.")] = None,
    peak: Annotated[
        str | None,
        typer.Option("--peak", metavar="CD", help="Full white of the real display, cd/m²; by default the scene's."),
    ] = None,
    size: Size = None,
    seed: Seed = None,
    stories: Stories = None,
    journal: Replay = None,
    quality: Quality = None,
) -> None:
    """Does it flash? Plays every act at its worst, and counts for every pixel. Exit status 2 when it does not pass."""
    path = asked.output(report, ".html", "a certificate", place="")
    until = asked.seconds("--to", to, above=True) if to else None
    light = asked.whole("--peak", peak, 20, 10_000) if peak else None
    if video:
        show = {"a scene": scene, "--each": each, "--fps": fps, "--size": size, "--seed": seed}
        for name, given in (show | {"--stories": stories, "--journal": journal, "--quality": quality}).items():
            if given is not None:
                raise Wrong(f"--video and {name} exclude each other: nothing is played")
        from viz.certify import of_film

        measured = of_film(video, until, light)
    else:
        pixels, rate = asked.size(size) if size else (320, 180), asked.rate(fps or "60")
        tier, length = qualities.asked(quality or "high"), asked.seconds("--each", each, above=True) if each else None
        from viz import evening
        from viz.certify import of_show
        from viz.opening import open_show
        from viz.stretches import plan

        opened = open_show(scene, seed=_seed(seed), stories=stories, journal=journal, warn=_note)
        end = Fraction(evening.length(opened)) if until is None else until
        stretches = plan(opened.scene, end, whole=until is None, each=length, journal=str(journal or ""))
        measured = of_show(opened, stretches, rate, pixels, tier, light)
    from viz.certificate import page, verdict

    page.write(path, measured)
    print(f"{path}: {'passes' if measured.passed else 'does not pass'}. {' '.join(verdict.sentences(measured))}")
    if not measured.passed:
        raise typer.Exit(2)


@app.command()
def check(
    scenes: Annotated[list[str] | None, typer.Argument(metavar="[SCENE ...]", help="By default all.")] = None,
) -> None:
    """Will the show run here? Scenes, stories, shaders, graphics driver, display."""
    from viz.check import check as look

    wrong = 0
    for finding in look(scenes or []):
        print(finding, flush=True)
        wrong += finding.verdict == "WRONG"
    if wrong:
        print(f"The show cannot run: {wrong} thing{'s' if wrong > 1 else ''} to mend.")
        raise typer.Exit(2)
    print("The show can run.")


@app.command()
def bench(
    scene: SceneArgument = None,
    tiles: Annotated[
        list[str] | None,
        typer.Option("--tiles", metavar="N", help="Tiles to aim for in all; for a plain wall it may be given again."),
    ] = None,
    frames: Annotated[str, typer.Option("--frames", metavar="N", help="How many to draw.")] = "120",
    at: Annotated[
        str | None, typer.Option("--at", metavar="S", help="From when on; by default the middle of the glitch.")
    ] = None,
    crowd: Annotated[
        bool, typer.Option("--crowd", help="Time the crowd instead, beside JuPedSim if it is there.")
    ] = False,
    people: Annotated[
        list[str] | None, typer.Option("--people", metavar="N", help="With --crowd: how many; may be given again.")
    ] = None,
    tiers: Annotated[
        bool, typer.Option("--tiers", help="Every quality in turns, at the size that it is for, or at --size.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One flat JSON object.")] = False,
    size: Size = None,
    seed: Seed = None,
    stories: Stories = None,
    journal: Replay = None,
    quality: Quality = None,
) -> None:
    """How fast this machine draws: offscreen, each frame finished before the next."""
    if crowd:
        drawing = {"a scene": scene, "--tiles": tiles or None, "--at": at, "--size": size, "--stories": stories}
        for name, given in (drawing | {"--journal": journal, "--quality": quality, "--tiers": tiers or None}).items():
            if given is not None:
                raise Wrong(f"--crowd and {name} exclude each other: nothing is drawn")
        _bench_crowd(people or [], _seed(seed) or 0, as_json)
        return
    if people:
        raise Wrong(f"--people {people[0]}: is about the crowd; write --crowd as well")
    if tiers and quality:
        raise Wrong(f"--tiers and --quality {quality} exclude each other: every tier is drawn")
    pixels, tier = asked.size(size) if size else None, qualities.asked(quality or "high")
    moment = float(asked.seconds("--at", at)) if at else None
    count = asked.whole("--frames", frames, 1, 1_000_000)
    if scene:
        from viz import tiles_bench

        more = {"--stories": stories, "--journal": journal, "--quality": quality, "--tiers": tiers or None}
        other = next((name for name, given in more.items() if given is not None), None)
        if tiles_bench.command(tiles_bench.Asked(scene, tiles or [], frames, at, size, seed, as_json), other):
            return
    if tiles and len(tiles) > 1:
        raise Wrong(f"--tiles {tiles[1]}: is one too many; only walls of the scene tiles are drawn in turns")
    aim = asked.whole("--tiles", tiles[0], 0, 10**9) if tiles else None
    from viz import bench as benches
    from viz.opening import open_show

    show = open_show(scene, seed=_seed(seed), stories=stories, journal=journal, tiles=aim, warn=_note)
    if tiers:
        from viz import tier_bench

        figures = tier_bench.bench(show, count, moment, pixels)
        _print_figures(figures, tier_bench.table(figures), as_json)
        return
    figures = benches.bench(show, pixels or (1280, 720), count, moment, tier)
    _print_figures(figures, benches.table(figures), as_json)


def _bench_crowd(people: list[str], seed: int, as_json: bool) -> None:
    from viz import crowd_bench as benches

    counts = [asked.whole("--people", text, benches.FEWEST, benches.MOST) for text in people]
    figures = benches.bench(tuple(sorted(set(counts))) or benches.PEOPLE, seed)
    _print_figures(figures, benches.table(figures), as_json)


def _print_figures(figures: dict[str, Any], table: str, as_json: bool) -> None:
    import json

    print(json.dumps(figures) if as_json else table)


def _scene_and_file(files: list[str], suffix: str, what: str) -> tuple[str | None, Path]:
    """[SCENE] FILE: the file comes last."""
    if len(files) > 2:
        raise Wrong(f"{files[2]}: is one too many; give a scene, if not the default one, and a {suffix} file")
    return (files[0] if len(files) == 2 else None), asked.output(Path(files[-1]), suffix, what)


def _seed(text: str | None) -> int | None:
    return asked.whole("--seed", text, 0, 2**63 - 1) if text else None


def _note(message: str) -> None:
    print(f"neo-lumine: {message}", file=sys.stderr, flush=True)
