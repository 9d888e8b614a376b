"""A small engine of named rules: patterns over tokens and earlier results that give values with spans."""
