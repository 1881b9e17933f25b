/** What an id is listed as, whatever the tenant. */
export interface KnownId {
  readonly kind: "application" | "role" | "permission";
  readonly name: string;
}

/** Tenants in which Microsoft registers its own applications. */
const microsoftTenants: ReadonlySet<string> = new Set([
  "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
  "72f988bf-86f1-41af-91ab-2d7cd011db47",
  "33e01921-4d64-4f8c-a055-5bdaffd5e33d",
  "cdc5aeea-15c5-4db6-b079-fcadd2505dc2",
]);

export const isMicrosoftTenant = (id: string): boolean => microsoftTenants.has(id.toLowerCase());

/** Applications of Microsoft by client id: those that at least two public lists name alike (Microsoft's own page of first-party applications, and collections of responders). */
const applications = `
00000002-0000-0000-c000-000000000000 Windows Azure Active Directory
00000002-0000-0ff1-ce00-000000000000 Office 365 Exchange Online
00000003-0000-0000-c000-000000000000 Microsoft Graph
00000003-0000-0ff1-ce00-000000000000 Office 365 SharePoint Online
00000004-0000-0ff1-ce00-000000000000 Skype for Business Online
00000005-0000-0ff1-ce00-000000000000 Viva Engage
00000006-0000-0ff1-ce00-000000000000 Microsoft Office 365 Portal
00000007-0000-0000-c000-000000000000 Dataverse
00000007-0000-0ff1-ce00-000000000000 Microsoft Exchange Online Protection
00000009-0000-0000-c000-000000000000 Power BI Service
0000000a-0000-0000-c000-000000000000 Microsoft Intune
0000000c-0000-0000-c000-000000000000 Microsoft App Access Panel
00000012-0000-0000-c000-000000000000 Microsoft Rights Management Services
00000015-0000-0000-c000-000000000000 Microsoft Dynamics ERP
0000001a-0000-0000-c000-000000000000 MicrosoftAzureActiveAuthn
00b41c95-dab0-4487-9791-b9d2c32c80f2 Office 365 Management
01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9 Device Registration Service
022907d3-0f1b-48f7-badc-1ba6abab6d66 Azure SQL Database
04b07795-8ddb-461a-bbee-02f9e1bf7b46 Microsoft Azure CLI
08e18876-6177-487e-b8b5-cf950c1e598c SharePoint Online Web Client Extensibility
0a5f63c0-b750-4f38-a71c-4fc0d58b89e2 Microsoft Mobile Application Management
0ec893e0-5785-4de6-99da-4ed124e5296c Microsoft 365 Copilot
0f698dd4-f011-4d23-a33e-b36416dcb1e6 OfficeClientService
12128f48-ec9e-42f0-b203-ea49fb6af367 MS Teams Powershell Cmdlets
14d82eec-204b-4c2f-b7e8-296a70dab67e Microsoft Graph Command Line Tools
16aeb910-ce68-41d1-9ac3-9e1673ac9575 IrisSelectionFrontDoor
18fbca16-2224-45f6-85b0-f7bf2b39b3f3 Microsoft Docs
1950a258-227b-4e31-a9cf-717495945fc2 Microsoft Azure PowerShell
19db86c3-b2b9-44cc-b339-36da233a3be2 My Signins
1b3c667f-cde3-4090-b60b-3d2abd0117f0 Windows Spotlight
1b730954-1685-4b74-9bfd-dac224a7b894 Azure Active Directory PowerShell
1fec8e78-bce4-4aaf-ab1b-5451cc387264 Microsoft Teams
22098786-6e16-43cc-a27d-191a01a1e3b5 Microsoft To-Do client
23523755-3a2b-41ca-9315-f81f3f566a95 ACOM Azure Website
243c63a3-247d-41c5-9d83-7788c43f1c43 Office Online Core SSO
268761a2-03f3-40df-8a8b-c3db24145b6b Universal Store Native Client
26a7ee05-5602-4d76-a7ba-eae8b7b67941 Windows Search
26abc9a8-24f0-4b11-8234-e86ede698878 SubstrateDirectoryEventProcessor
2746ea77-4702-4b45-80ca-3c97e680e8b7 Azure Data Explorer
27922004-5251-4030-b22d-91ecd9a37ea4 Outlook Mobile
2793995e-0a7d-40d7-bd35-6968ba142197 My Apps
29d9ed98-a469-4536-ade2-f981bc1d605e Microsoft Authentication Broker
2d4d3d8e-2be3-4bef-9f87-7875a61c29de OneNote
2d7f3606-b07d-41d1-b9d2-0d0c9296a6e8 Microsoft Bing Search for Microsoft Edge
3090ab82-f1c1-4cdf-af2c-5d7a6f3e2cc7 Microsoft Defender for Cloud Apps
40775b29-2688-46b6-a3b5-b256bd04df9f Microsoft Information Protection API
4345a7b9-9a63-4910-a426-35363201d503 O365 Suite UX
45a330b1-b1ec-4cc1-9161-9f03992aa49f Windows Store for Business
4765445b-32c6-49b0-83e6-1d93765276ca OfficeHome
4813382a-8fa7-425e-ab75-3b753aab3abb Microsoft Authenticator App
497effe9-df71-4043-a8bb-14cf78c4b63b Exchange Admin Center
499b84ac-1321-427f-aa17-267ca6975798 Azure DevOps
4d5c2d63-cf83-4365-853c-925fd1a64357 OfficeShredderWacClient
4e291c71-d680-4d0e-9640-0a3358e31177 PowerApps
51be292c-a17e-4f17-9a7e-4b661fb16dd2 Microsoft Exchange ProtectedServiceHost
57fcbcfa-7cee-4eb1-8b25-12d2030b4ee0 Microsoft Flow
5e3ce6c0-2b1f-4285-8d4b-75ee78787346 Microsoft Teams Web Client
60c8bde5-3167-4f92-8fdb-059f6176dc0f Enterprise Roaming and Backup
6204c1d1-4712-4c46-a7d9-3ed63d992682 Microsoft Flow Portal
65d91a3d-ab74-42e6-8a2f-0add61688c74 Microsoft Approval Management
66375f6b-983f-4c2c-9701-d680650f588f Microsoft Planner
66a88757-258c-4c72-893c-3e8bed4d6899 Office 365 Search Service
67e3df25-268a-4324-a550-0de1c7f97287 Microsoft Office Web Apps Service
6b91db1b-f05b-405a-a0b2-e3f60b28d645 M365 Admin Services
6f7e0f60-9401-4f5b-98e2-cf15bd5fd5e3 Microsoft Application Command Service
74658136-14ec-4630-ad9b-26e160ff0fc6 ADIbizaUX
74bcdadc-2fdc-4bb3-8459-76d06952a0e9 Microsoft Intune Web Company Portal
797f4846-ba00-4fd7-ba43-dac1f8f63013 Windows Azure Service Management API
7ab7862c-4c57-491e-8a45-d52a7e023983 App Service
7b7531ad-5926-4f2d-8a1d-38495ad33e17 Azure Advanced Threat Protection
7eadcef8-456d-4611-9480-4fff72b8b9e2 Microsoft Account Controls V2
80ccca67-54bd-44ab-8625-4b79c4dc7775 Microsoft 365 Security and Compliance Center
844cca35-0656-46ce-b636-13f48b0eecbd Microsoft Stream Mobile Native
871c010f-5e61-4fb1-83ac-98610a7e9110 Microsoft Power BI
872cd9fa-d31f-45e0-9eab-6e460a02d1f1 Visual Studio
87749df4-7ccf-48f8-aa87-704bad0e0e16 Microsoft Teams - Device Admin Agent
89bee1f7-5e6e-4d8a-9f3d-ecd601259da7 Office365 Shell WCSS-Client
8c59ead7-d703-4a27-9e55-c96a0054c8d2 My Profile
8e0e8db5-b713-4e91-98e6-470fed0aa4c2 Microsoft Azure Signup Portal
905fcf26-4eb7-48a0-9ff0-8dcc7194b5ba Sway
93625bc8-bfe2-437a-97e0-3d0060024faa Microsoft password reset service
93d53678-613d-4013-afc1-62e9e444a0a5 Office Online Add-in SSO
94c63fef-13a3-47bc-8074-75af8c65887a Office Delve
95de633a-083e-42f5-b444-a4295d8e9314 Microsoft Whiteboard Services
981f26a1-7f43-403b-a875-f8b09b8cd720 Azure Multi-Factor Auth Client
98db8bd6-0cc0-4e67-9de5-f187f1cd1b41 Microsoft Substrate Management
99b904fd-a1fe-455c-b86c-2f9fb1da7687 Microsoft Exchange ForwardSync
9ba1a5c7-f17a-4de9-a1f1-6178c8d51223 Microsoft Intune Company Portal
9bc3ab49-b65d-410a-85ad-de819febfddc Microsoft SharePoint Online Management Shell
9cdead84-a844-4324-93f2-b2e6bb768d07 Azure Virtual Desktop
9ea1ad79-fdb6-4f9a-8bc3-2b70f96e34c7 Bing
a3475900-ccec-4a69-98f5-a65cd5dc5306 Partner Customer Delegated Admin Offline Processor
a40d7d7d-59aa-447e-a655-679a4107e548 Accounts Control UI
a57aca87-cbc0-4f3c-8b9e-dc095fdc8978 IAM Supportability
a672d62c-fc7b-4e81-a576-e60dc46e951d Microsoft Power Query for Excel
a81d90ac-aa75-4cf8-b14c-58bf348528fe Microsoft Community v2
a85cf173-4192-42f8-81fa-777a763e6e2c Azure Virtual Desktop Client
a9b49b65-0a12-430b-9540-c80b3332c127 Office Online Search
ab9b8c07-8f02-4f72-87fa-80105867a763 OneDrive SyncEngine
aebc6443-996d-45c2-90f0-388ff96faa56 Visual Studio Code
af124e86-4e96-495a-b70a-90f90ab96707 OneDrive iOS App
b26aadf8-566f-4478-926f-589f601d9c74 OneDrive
b4bddae8-ab25-483e-8670-df09b9f1d0ea Signup
b5a60e17-278b-4c92-a4e2-b9262e66bb28 Azure MFA StrongAuthenticationService
bb2a2e3a-c5e7-4f0a-88e0-8e01fd3fc1f4 CPIM Service
c0d2a505-13b8-4ae0-aa9e-cddd5eab0b12 Microsoft Power BI
c1c74fed-04c9-4704-80dc-9f79a2e515cb Yammer Web
c44b4083-3bb0-49c1-b47d-974e53cbdf3c Azure Portal
c5393580-f805-4401-95e8-94b7a6ef2fc2 Office 365 Management APIs
c9a559d2-7aab-4f13-a6ed-e7e9c52aec87 Microsoft Forms
ca7f3f0b-7d91-482c-8e09-c5d840d0eac5 Log Analytics API
cb1056e2-e479-49de-ae31-7812af012ed8 Microsoft Azure Active Directory Connect
cc15fd57-2c6c-4117-a88c-83b1d56b4bbe Microsoft Teams Services
cde6adac-58fd-4b78-8d6d-9beaf1b0d668 Global Secure Access Client
cf36b471-5b44-428c-9ce7-313bf84528de Microsoft Bing Search
cf53fce8-def6-4aeb-8d30-b158e7b1cf83 Microsoft Stream Portal
cfa8b339-82a2-471a-a3c9-0fc0be7a4093 Azure Key Vault
d326c1ce-6cc6-4de2-bebc-4591e5e13ef0 SharePoint
d3590ed6-52b3-4102-aeff-aad2292ab01c Microsoft Office
d52792f4-ba38-424d-8140-ada5b883f293 AAD Terms Of Use
d7b530a4-7680-4c23-a8bf-c52c121d2e87 Microsoft Edge Enterprise New Tab Page
d9b8ec3a-1e4e-4e08-b3c2-5baf00c0fcb0 HxService
db662dc1-0cfe-4e1c-a843-19a68e65be58 KustoClient
dd762716-544d-4aeb-a526-687b73838a22 Microsoft Device Registration Client
de8bc8b5-d9f9-48b1-a8ad-b748da725064 Graph Explorer
e406a681-f3d4-42a8-90b6-c2b029497af1 Azure Storage
e9b154d0-7658-433b-bb25-6b8e0a8a7c59 Outlook Lite
e9c51622-460d-4d3d-952d-966a5b1da34c Microsoft Edge
ea890292-c8c8-4433-b5ea-b09d0668e1a6 Azure Credential Configuration Endpoint Service
eb20f3e3-3dce-4d2c-b721-ebb8d4414067 Managed Meeting Rooms
ecd6b820-32c2-49b6-98a6-444530e5a77a Microsoft Edge
ee272b19-4411-433f-8f28-5c13cb6fd407 Microsoft 365 Support Service
f44b1140-bc5e-48c6-8dc0-5cf5a53c0e34 Microsoft Edge
fb78d390-0c51-40cd-8e17-fdbfab77341b Microsoft Exchange REST API Based Powershell
fc0f3af4-6835-4174-b806-f7db311fd2f3 Microsoft Intune Windows Agent
fc780465-2017-40d4-a0c5-307022471b92 WindowsDefenderATP
fdd7719f-d61e-4592-b501-793734eb8a0e SharePoint Migration Tool
fdf9885b-dd37-42bf-82e5-c3129ef5a302 Microsoft Support
`;

/** Built-in directory roles by template id, from Microsoft's page of them: those it calls privileged, and the administrators of the great services. */
const roles = `
0526716b-113d-4c15-b2c8-68e3c22b9f80 Authentication Policy Administrator
158c047a-c907-4556-b7ef-446551a6b5f7 Cloud Application Administrator
194ae4cb-b126-40b2-bd5b-6091b380977d Security Administrator
25a516ed-2fa0-40ea-a2d0-12923a21473a Authentication Extensibility Administrator
29232cdf-9323-42fd-ade2-1d097af3e4de Exchange Administrator
3a2c62db-5318-420d-8d74-23affee5d9d5 Intune Administrator
422218e4-db15-4ef9-bbe0-8afb41546d79 Attribute Provisioning Reader
45d8d3c5-c802-45c6-b32a-1d70b5e1e86e Identity Governance Administrator
4ba39ca4-527c-499a-b93d-d9b492c50246 Partner Tier1 Support
59d46f88-662b-457b-bceb-5c3809e5908f Lifecycle Workflows Administrator
5d6b6bb7-de71-4623-b4af-96380a352509 Security Reader
5f2222b1-57c3-48ba-8ad5-d4759f1fde6f Security Operator
62e90394-69f5-4237-9190-012177145e10 Global Administrator
69091246-20e8-4a56-aa4d-066075b2a7a8 Teams Administrator
729827e3-9c14-49f7-bb1b-9608f156bbb8 Helpdesk Administrator
7698a772-787b-4ac8-901f-60d6b08affd2 Cloud Device Administrator
7be44c8a-adaf-4e2a-84d6-ab2649e08a13 Privileged Authentication Administrator
8329153b-31d0-4727-b945-745eb3bc5f31 Domain Name Administrator
8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 Hybrid Identity Administrator
9360feb5-f418-4baa-8175-e2a00bac4301 Directory Writers
966707d0-3269-4727-9be2-8c3a10f19b9d Password Administrator
9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 Application Administrator
aaf43236-0c0d-4d5f-883a-6955382ac081 B2C IEF Keyset Administrator
b1be1c3e-b65d-4f19-8427-f6fa0d97feb9 Conditional Access Administrator
be2f45a1-457d-42af-a067-6ec1fa63bc45 External Identity Provider Administrator
c4e39bd9-1100-46d3-8c65-fb160da0071f Authentication Administrator
cf1c38e5-3621-4004-a7cb-879624dced7c Application Developer
db506228-d27e-4b7d-95e5-295956d6615f Agent ID Administrator
e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8 Partner Tier2 Support
e8611ab8-c189-46e8-94e1-60213ab1f814 Privileged Role Administrator
ecb2c6bf-0ab6-418e-bd87-7986f8d63bbe Attribute Provisioning Administrator
f28a1f50-f6e7-4571-818b-6a12f2af6b6c SharePoint Administrator
f2ef992c-3afb-46b9-b7cf-a126ee74c451 Global Reader
fdd7a751-b60b-444a-984c-02652fe8fa1c Groups Administrator
fe930be7-5e62-47db-91af-98c3a49a38b1 User Administrator
`;

/** Application permissions of Microsoft Graph by id, from Microsoft's reference of them: those that reach far, or into what people hold. */
const permissions = `
01c0a623-fc9b-48e9-b794-0756f8e8f067 Policy.ReadWrite.ConditionalAccess
01d4889c-1287-42c6-ac1f-5d1e02578ef6 Files.Read.All
06b708a9-e830-4db3-a914-8e69da51d44f AppRoleAssignment.ReadWrite.All
19dbc75e-c2e2-444c-a770-ec69d8559fc7 Directory.ReadWrite.All
1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9 Application.ReadWrite.All
2f6817f8-7b12-4f0f-bc18-eeaf60705a9e PrivilegedAccess.ReadWrite.AzureADGroup
3011c876-62b7-4ada-afa2-506cbbecc68c User.EnableDisableAccount.All
332a536c-c7ef-4017-ab91-336970924f0d Sites.Read.All
338163d7-f101-4c92-94ba-ca46fe52447c Policy.ReadWrite.CrossTenantAccess
41202f2c-f7ab-45be-b001-85c9728b9d69 PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup
4869299f-18c3-40c8-98f2-222657e67db1 UserAuthMethod-QR.ReadWrite.All
50483e42-d915-4231-9639-7fdb7fd190e5 UserAuthenticationMethod.ReadWrite.All
57f1cf28-c0c4-4ec3-9a30-19a2eaaf2f6e BitlockerKey.Read.All
618b6020-bca8-4de6-99f6-ef445fa4d857 PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup
627169a8-8c15-451c-861a-5b80e383de5c UserAuthMethod-TAP.ReadWrite.All
62a82d76-70ea-41e2-9197-370581804d09 Group.ReadWrite.All
6b7d71aa-70aa-4810-a8d9-5d9fb2830017 Chat.Read.All
6e85d483-7092-4375-babe-0a94a8213a58 UserAuthMethod-Phone.ReadWrite.All
741f803b-c850-494e-b5df-cde7c675a1ca User.ReadWrite.All
75359482-378d-4052-8f01-80520e7db3cd Files.ReadWrite.All
7e05723c-0bb0-42da-be95-ae9f08a6e53c Domain.ReadWrite.All
7e9ebcc1-90aa-4471-8051-e68d6b4e9c89 UserAuthMethod-HardwareOATH.ReadWrite.All
810c84a8-4a9e-49e6-bf7d-12d183f40d01 Mail.Read
8e8e4742-1d95-4f68-9d56-6ee75648c72a DelegatedPermissionGrant.ReadWrite.All
9492366f-7969-46a4-8d15-ed1a20078fff Sites.ReadWrite.All
9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8 RoleManagement.ReadWrite.Directory
a82116e5-55eb-4c41-a434-62fe8a61c773 Sites.FullControl.All
b633e1c5-b582-4048-a93e-9f11b44c7e96 Mail.Send
cc13eba4-8cd8-44c6-b4d4-f93237adce58 DelegatedAdminRelationship.ReadWrite.All
dbaae8cf-10b5-4b86-a4a1-f871c94c6695 GroupMember.ReadWrite.All
dd199f4a-f148-40a4-a2ec-f0069cc799ec RoleAssignmentSchedule.ReadWrite.Directory
e2a3a72e-5f79-4c64-b1b1-878b674786c9 Mail.ReadWrite
eccc023d-eccf-4e7b-9683-8813ab36cecc User.DeleteRestore.All
fb221be6-99f2-473f-bd32-01c6a0e9ca3b Policy.ReadWrite.Authorization
fee28b28-e1f3-4841-818e-2704dc62245f RoleEligibilitySchedule.ReadWrite.Directory
`;

function* entriesOf(kind: KnownId["kind"], table: string): Generator<[string, KnownId]> {
  for (const line of table.trim().split("\n")) {
    const space = line.indexOf(" ");
    yield [line.slice(0, space), { kind, name: line.slice(space + 1) }];
  }
}

let known: ReadonlyMap<string, KnownId> | undefined;

/** `undefined` for an id that is not in the lists: that says nothing of it. */
export function knownId(id: string): KnownId | undefined {
  known ??= new Map([...entriesOf("application", applications), ...entriesOf("role", roles), ...entriesOf("permission", permissions)]);
  return known.get(id.toLowerCase());
}
