"""What the commands of ``enishi`` do; ``deploy.cli`` only names them, so that it starts quickly."""
