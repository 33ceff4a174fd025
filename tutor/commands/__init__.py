"""One module a command: `configure` says what it takes, `execute` does it and gives the status."""
