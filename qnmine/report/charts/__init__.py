"""The charts of a report: Vega specifications with their data, and the script that draws them in a page.

A page holds for each `Chart` a `<figure class="chart" data-chart="ID">` and its specification, as JSON, in a
`<script type="application/json" id="chart-ID">`; `runtime` goes into one script, `stylesheet` into its style.
"""

from qnmine.report.charts.bundle import Runtime, runtime, start_runtime, stylesheet
from qnmine.report.charts.chart import Chart
from qnmine.report.charts.counts import ChartCounts, charts_of

__all__ = ["Chart", "ChartCounts", "Runtime", "charts_of", "runtime", "start_runtime", "stylesheet"]
