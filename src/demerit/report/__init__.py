"""What is shown: charts once, as Vega-Lite; page, image, notebook and terminal."""
