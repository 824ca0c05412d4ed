// An MCP server on the official SDK that wants a bearer token, and tells who asks. PORT and TOKEN are variables.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { requireBearerAuth } from "@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js";
import { InvalidTokenError } from "@modelcontextprotocol/sdk/server/auth/errors.js";
import express from "express";

const verifyAccessToken = async (token) => {
  if (token !== process.env.TOKEN) {
    throw new InvalidTokenError("unknown token");
  }
  return { token, clientId: "jims", scopes: [], expiresAt: Date.now() / 1000 + 3600 };
};

const app = express();
app.use(express.json());
app.all("/mcp", requireBearerAuth({ verifier: { verifyAccessToken } }), async (request, response) => {
  const server = new McpServer({ name: "guarded", version: "1" });
  server.registerTool("whoami", { description: "Tells who asks" }, async () => ({
    content: [{ type: "text", text: `team ${request.headers["x-team"]}` }],
  }));
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  response.on("close", () => server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, request.body);
});
app.listen(Number(process.env.PORT), "127.0.0.1");
