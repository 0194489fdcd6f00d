// Stands for an agent that hears one request late, asks where its command runs, and waits for something slow meanwhile.
const [socket = ""] = process.argv.slice(2);
const line = (message: object): string => `${JSON.stringify(message)}\n`;

let heard = 0;

Bun.listen({
  unix: socket,
  socket: {
    async data(connection, bytes) {
      if (!bytes.toString().endsWith("\n") || ++heard > 2) return;
      if (heard === 1) {
        connection.write(line({ type: "heard" }));
        await Bun.sleep(100);
        connection.write(line({ type: "surroundings", id: 1 }));
        return;
      }
      await Bun.sleep(5_000);
      connection.end(line({ type: "error", error: "denied", error_description: "cannot: AWS said no", hints: [] }));
    },
  },
});
console.log("listening");
