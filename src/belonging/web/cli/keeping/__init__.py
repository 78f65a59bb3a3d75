"""Looking after the service: backups and the way back, upgrades, a look at everything, new keys."""
