"""Pure view models: model and store in, exactly what one template needs out."""
