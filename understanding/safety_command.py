"""The command line of the safety check: `python -m understanding.safety train|measure`."""

from __future__ import annotations

import argparse
from pathlib import Path

from understanding.encoder import Encoder
from understanding.safety import DATA, MODEL, SafetyAssessor
from understanding.safety_training import measure_file


def main() -> None:
    """Train, or measure a labelled file."""
    parser = argparse.ArgumentParser(prog="python -m understanding.safety")
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train the safety classifier")
    train.add_argument("--data", type=Path, default=DATA)
    train.add_argument("--out", type=Path, default=MODEL)
    measure = commands.add_parser("measure", help="measure a labelled file")
    measure.add_argument("file", type=Path)
    measure.add_argument("--model", type=Path, default=MODEL)
    measure.add_argument("--show", action="store_true", help="print the lines that went wrong")
    options = parser.parse_args()
    if options.command == "train":
        trained = SafetyAssessor.train(options.data, options.out, Encoder.load())
        print("thresholds", trained.model.thresholds if trained.model else "none")
    else:
        measure_file(SafetyAssessor.load(options.model, Encoder.load()), options.file, options.show)
