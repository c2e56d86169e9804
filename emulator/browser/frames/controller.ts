import { type ApiAnswer, request } from "./request";

type Call = { method: string; path: string; params: Record<string, unknown>; locale: string };

/** The hidden frame through which the page's script calls the API. */
export function controllerFrame() {
  return {
    request: async (call: Call): Promise<ApiAnswer> => {
      const { method, path, params, locale } = call;
      if (!path.startsWith("/v1/")) throw new Error(`not an API path: ${path}`);
      return request(method === "GET" ? "GET" : "POST", path, params, locale);
    },
  };
}
