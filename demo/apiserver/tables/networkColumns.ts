import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { column, columns, labelsText, selectorText, type TableColumn } from "./column.ts";

const { text, at, wide } = column;
const { age: created } = columns;

const portsOf = (service: JsonObject): string =>
  listOf(field(service, "spec", "ports"))
    .filter(isObject)
    .map(({ port, nodePort, protocol }) =>
      nodePort === undefined
        ? `${String(port)}/${String(protocol)}`
        : `${String(port)}:${String(nodePort)}/${String(protocol)}`,
    )
    .join(",") || "<none>";

/** Services and what leads to pods. */
export const networkColumns: Readonly<Record<string, readonly TableColumn[]>> = {
  services: [
    text("Type", (it) => stringOf(field(it, "spec", "type"))),
    at("Cluster-IP", "spec", "clusterIP"),
    text("External-IP", (it) => stringOf(field(it, "spec", "externalName")) || "<none>"),
    text("Port(s)", portsOf),
    created,
    wide(text("Selector", (it) => labelsText(field(it, "spec", "selector")))),
  ],
  ingresses: [
    at("Class", "spec", "ingressClassName"),
    text(
      "Hosts",
      (it) =>
        listOf(field(it, "spec", "rules"))
          .map((rule) => stringOf(field(rule, "host")) || "*")
          .join(",") || "*",
    ),
    text("Address", () => ""),
    text("Ports", (it) => (field(it, "spec", "tls") === undefined ? "80" : "80, 443")),
    created,
  ],
  ingressclasses: [
    column.plain("Controller", "spec", "controller"),
    text("Parameters", (it) => parametersOf(field(it, "spec", "parameters"))),
    created,
  ],
  networkpolicies: [
    text("Pod-Selector", (it) => selectorText(field(it, "spec", "podSelector"))),
    created,
  ],
  endpoints: [text("Endpoints", endpointsOf), created],
  endpointslices: [
    column.plain("AddressType", "addressType"),
    text("Ports", (it) =>
      atMostThree(
        listOf(it.ports)
          .filter(isObject)
          .map(({ port, name }) => (port === undefined ? stringOf(name) || "*" : String(port))),
      ),
    ),
    text("Endpoints", (it) =>
      atMostThree(
        listOf(it.endpoints).flatMap((one) => listOf(field(one, "addresses")).map(String)),
      ),
    ),
    created,
  ],
};

function parametersOf(parameters: Json | undefined): string {
  if (!isObject(parameters)) return "<none>";
  const group = stringOf(parameters.apiGroup);
  return `${stringOf(parameters.kind)}${group === "" ? "" : `.${group}`}/${stringOf(parameters.name)}`;
}

function endpointsOf(endpoints: JsonObject): string {
  const subsets = listOf(endpoints.subsets);
  if (subsets.length === 0) return "<none>";
  const places = subsets.flatMap((subset) => {
    const addresses = listOf(field(subset, "addresses")).map((it) => stringOf(field(it, "ip")));
    const ports = listOf(field(subset, "ports")).map((it) => numberOf(field(it, "port")));
    if (ports.length === 0) return addresses;
    return ports.flatMap((port) => addresses.map((it) => `${it}:${port}`));
  });
  return places.length > 3
    ? `${places.slice(0, 3).join(",")} + ${places.length - 3} more...`
    : places.join(",");
}

function atMostThree(list: readonly string[]): string {
  if (list.length === 0) return "<unset>";
  const more = list.length > 3 ? ` + ${list.length - 3} more...` : "";
  return `${list.slice(0, 3).join(",")}${more}`;
}
