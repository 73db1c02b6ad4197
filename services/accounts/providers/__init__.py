"""Signing in by the provider of one's organization (OpenID Connect Core 1.0, code flow, PKCE)."""
