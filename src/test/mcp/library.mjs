// An MCP server on the official SDK: finds pages, and names them as resources.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const server = new McpServer({ name: "library", version: "1" });

server.registerTool("find.pages", { description: "Finds pages" }, async () => ({
  content: [
    { type: "text", text: "Two pages." },
    { type: "resource_link", uri: "https://example.com/hours", name: "hours", title: "Opening hours" },
    { type: "resource_link", uri: "file:///etc/secret", name: "secret" },
    { type: "resource", resource: { uri: "https://example.com/prices", mimeType: "text/plain", text: "A hat is 5." } },
  ],
}));

server.registerTool("refuse", { description: "Refuses" }, async () => ({
  isError: true,
  content: [{ type: "text", text: "the library is closed" }],
}));

server.registerTool("die", { description: "Ends the server" }, async () => process.exit(1));

await server.connect(new StdioServerTransport());
