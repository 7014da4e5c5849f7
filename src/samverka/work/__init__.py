"""What people do together: cooperation, bodies, programmes, agreements and more. No app has moved in yet."""
