"""One command per claim; figures are kept as data in `results/`."""
