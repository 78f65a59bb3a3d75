"""Reads files and maps rows in a child process, with limits and without the service's secrets."""
