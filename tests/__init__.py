"""The tests mirror the package; `contract` holds every command to the output contract."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
