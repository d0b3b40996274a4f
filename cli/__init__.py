"""The command line: commands that translate, delegate and print."""
