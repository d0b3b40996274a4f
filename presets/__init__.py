"""The presets that come with imgconv: data only, one TOML file a preset."""
