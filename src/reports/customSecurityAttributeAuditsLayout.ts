import { directoryAuditsLayout } from "./directoryAuditsLayout.ts";
import type { RecordLayout } from "./recordLayout.ts";

/** Their records have the shape of the other audits. */
export const customSecurityAttributeAuditsLayout: RecordLayout = directoryAuditsLayout;
