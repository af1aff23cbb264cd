"""The command line: options, commands, and the boundary that turns errors into exit codes."""
