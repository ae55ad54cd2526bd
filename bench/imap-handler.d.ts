declare module 'imap-handler' {
  const handler: { parser(line: string): object };
  export default handler;
}
