"""The command line: thin commands that call the Python API and print what it says."""
