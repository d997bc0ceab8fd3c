"""What is measured: cases, scorers and benchmarks. The product does not import them."""
