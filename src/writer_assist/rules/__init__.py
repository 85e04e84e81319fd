"""The rules: one module a family, data/ for rules whose knowledge is a list."""
