"""Plots for papers, drawn by Matplotlib (`--plot FILE`), and the graphs that the report draws as well."""
