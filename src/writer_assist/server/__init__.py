"""The engine for hosts: one service, its messages as data, and the transports that carry them."""
