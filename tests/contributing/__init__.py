"""The worked examples of CONTRIBUTING.md, applied to a copy of the project and tried."""
