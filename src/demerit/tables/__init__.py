"""What is compiled: regime and nation as flat whole-number tables, ready for kernels."""
