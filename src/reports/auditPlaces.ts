/** Where an audit names its group and its role: for the fields that are made of it, and for the details, which have no table of fields. See `derivedPlaces`. */
export const auditPlaces = {
  groupName:
    "json targetResources/[]/modifiedProperties/[displayName=Group.DisplayName]/newValue,oldValue; targetResources/[type=Group]/displayName; json targetResources/[]/modifiedProperties/[displayName=Group.ObjectID]/newValue,oldValue; targetResources/[type=Group]/id",
  roleName:
    "json targetResources/[]/modifiedProperties/[displayName=Role.DisplayName,RoleDefinition.DisplayName]/newValue,oldValue; targetResources/[type=Role]/displayName; json targetResources/[]/modifiedProperties/[displayName=Role.WellKnownObjectName,Role.TemplateId]/newValue,oldValue",
} as const;
