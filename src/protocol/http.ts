/** One HTTP request as a value. Header names are lower case. */
export interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}

/** One whole HTTP answer as a value. Header names are lower case; repeated headers are joined with `, `. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
}

/** Sends one request and gives the whole answer, whatever its status. Throws `MP_UNREACHABLE` when there is none. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>
