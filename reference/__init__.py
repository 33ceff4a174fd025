"""Complete solutions, and the data sets that they are tried on."""
