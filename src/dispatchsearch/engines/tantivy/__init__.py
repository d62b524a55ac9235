"""Tantivy behind the port: a Rust library with its own index, for archives of millions on one machine."""
