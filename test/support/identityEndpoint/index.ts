export {
  demoApps,
  demoDirectory,
  demoExpiredSecret,
  demoSecret,
  type Directory,
  type Registration,
  type Tenant,
  type User,
} from "./directory.ts";
export { createIdentity, type Identity, type IdentityOptions } from "./identity.ts";
export { createDemoWorld, type DemoWorld, type DemoWorldOptions } from "./world.ts";
