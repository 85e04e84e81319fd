"""The figures of the README, each from one command (`make bench` prints the speed ones)."""
