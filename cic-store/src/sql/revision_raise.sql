UPDATE store_revision SET revision = revision + 1
