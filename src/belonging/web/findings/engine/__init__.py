"""The one part of the service that loads the engine: a child process, never a serving one."""
