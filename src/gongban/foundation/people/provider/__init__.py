"""A provider of identities over OpenID Connect: Authorization Code with PKCE. Off where the instance names none."""
