"""What is written: from YAML to a `Regime`, its laws, its plain sentences, its schema, the difference of two."""
