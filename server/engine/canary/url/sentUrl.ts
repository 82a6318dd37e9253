import { textOfBytes } from "./escapes.ts";
import type { GoUrl } from "./goUrl.ts";
import { urlText, userText } from "./urlText.ts";

/** What Go's client makes of a URL when it sends something there. */
export interface SentUrl {
  readonly scheme: string;
  /** With its port. */
  readonly host: string;
  /** A password in it is `xxxxx`, and `***` in the words of a client that failed. */
  readonly text: string;
  readonly textOfClient: string;
}

/** https://github.com/golang/go/blob/go1.26.0/src/net/http/client.go */
export function sentUrl(url: GoUrl): SentUrl {
  const sent = { ...url, host: url.host.replace(/:$/, "") };
  const { user, scheme } = sent;
  const told = user?.password === undefined ? userText(sent) : `${textOfBytes(user.name)}:***@`;
  return {
    scheme,
    host: textOfBytes(sent.host),
    text: urlText(sent, userText(sent, "xxxxx")),
    textOfClient: urlText(sent, told),
  };
}
