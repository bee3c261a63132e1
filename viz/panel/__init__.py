"""The operator's panel: functions of state."""
