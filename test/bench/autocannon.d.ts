declare module 'autocannon' {
  namespace autocannon {
    interface Request {
      method?: string;
      body?: string;
      headers?: Record<string, string>;
      setupRequest?: (request: Request) => Request;
    }
    interface Result {
      readonly non2xx: number;
      readonly errors: number;
      readonly requests: { readonly average: number };
    }
  }
  /** The part of the package that the benches use; it brings no types of its own. */
  function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    requests: autocannon.Request[];
  }): Promise<autocannon.Result>;
  export default autocannon;
}
