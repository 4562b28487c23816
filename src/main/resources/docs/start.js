// No validator: it would send the address of this service to somebody else's.
SwaggerUIBundle({url: "openapi.yaml", dom_id: "#api", deepLinking: true, validatorUrl: null});
