export type GraphVersion = "v1.0" | "beta";

/** What `$filter` may do with a field at the service. `any`: asked inside a lambda, as lists and the members of their items are. */
export type FieldOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "startswith" | "contains" | "any";

/** How Graph is asked for a report. It stands in the report's own file, and is for whoever speaks Graph: `sources/graph`, and the demo tenant, which plays it. */
export interface GraphReport {
  /** Path below the version segment: `auditLogs/signIns`. */
  readonly endpoint: string;
  /** Other paths in beta that are the same: `auditLogs/directoryProvisioning`. */
  readonly sameInBeta?: readonly string[];
  /** The version to ask: the one with all fields. */
  readonly version: GraphVersion;
  /** Rows to ask for per page: the service's maximum where known. */
  readonly pageSize: number;
  /** What Graph does not give, whoever asks: a sentence for whom asks for one of these kinds. */
  readonly withheld?: { readonly types: readonly string[]; readonly note: string };
  /** It refuses types of several families in one filter: a sentence for whom asks for them. */
  readonly familiesApart?: string;
  /** Permissions that suffice, least privileged first. */
  readonly permissions: readonly string[];
  /** Directory roles that suffice for a signed-in user. */
  readonly roles: readonly string[];
}

/** What Graph does with a field. */
export interface GraphField {
  /** What the service's reference documents for `$filter`; empty: nothing, so the condition is evaluated here. */
  readonly operators: readonly FieldOperator[];
  /** What published queries use beyond the reference. */
  readonly observed?: readonly FieldOperator[];
  /** What some published queries use, and nobody knows whether the service still takes it. It is asked, checked here, and left out when the service refuses. */
  readonly tried?: readonly FieldOperator[];
  readonly sortable?: true;
  readonly versions: readonly GraphVersion[];
}
