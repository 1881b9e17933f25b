/** An application of Microsoft that is found in most tenants. Its name is no proof of that: anyone may give an application of theirs the same one. */
export interface NamedApplication {
  readonly id: string;
  readonly name: string;
}

// id, name
const clientTable = `
a40d7d7d-59aa-447e-a655-679a4107e548 Accounts Control UI
23523755-3a2b-41ca-9315-f81f3f566a95 ACOM Azure Website
74658136-14ec-4630-ad9b-26e160ff0fc6 ADIbizaUX
1b730954-1685-4b74-9bfd-dac224a7b894 Azure Active Directory PowerShell
ea890292-c8c8-4433-b5ea-b09d0668e1a6 Azure Credential Configuration Endpoint Service
c44b4083-3bb0-49c1-b47d-974e53cbdf3c Azure Portal
9cdead84-a844-4324-93f2-b2e6bb768d07 Azure Virtual Desktop
a85cf173-4192-42f8-81fa-777a763e6e2c Azure Virtual Desktop Client
9ea1ad79-fdb6-4f9a-8bc3-2b70f96e34c7 Bing
bb2a2e3a-c5e7-4f0a-88e0-8e01fd3fc1f4 CPIM Service
60c8bde5-3167-4f92-8fdb-059f6176dc0f Enterprise Roaming and Backup
497effe9-df71-4043-a8bb-14cf78c4b63b Exchange Admin Center
cde6adac-58fd-4b78-8d6d-9beaf1b0d668 Global Secure Access Client
de8bc8b5-d9f9-48b1-a8ad-b748da725064 Graph Explorer
d9b8ec3a-1e4e-4e08-b3c2-5baf00c0fcb0 HxService
a57aca87-cbc0-4f3c-8b9e-dc095fdc8978 IAM Supportability
16aeb910-ce68-41d1-9ac3-9e1673ac9575 IrisSelectionFrontDoor
db662dc1-0cfe-4e1c-a843-19a68e65be58 KustoClient
6b91db1b-f05b-405a-a0b2-e3f60b28d645 M365 Admin Services
eb20f3e3-3dce-4d2c-b721-ebb8d4414067 Managed Meeting Rooms
0ec893e0-5785-4de6-99da-4ed124e5296c Microsoft 365 Copilot
80ccca67-54bd-44ab-8625-4b79c4dc7775 Microsoft 365 Security and Compliance Center
ee272b19-4411-433f-8f28-5c13cb6fd407 Microsoft 365 Support Service
7eadcef8-456d-4611-9480-4fff72b8b9e2 Microsoft Account Controls V2
6f7e0f60-9401-4f5b-98e2-cf15bd5fd5e3 Microsoft Application Command Service
65d91a3d-ab74-42e6-8a2f-0add61688c74 Microsoft Approval Management
29d9ed98-a469-4536-ade2-f981bc1d605e Microsoft Authentication Broker
4813382a-8fa7-425e-ab75-3b753aab3abb Microsoft Authenticator App
cb1056e2-e479-49de-ae31-7812af012ed8 Microsoft Azure Active Directory Connect
04b07795-8ddb-461a-bbee-02f9e1bf7b46 Microsoft Azure CLI
1950a258-227b-4e31-a9cf-717495945fc2 Microsoft Azure PowerShell
8e0e8db5-b713-4e91-98e6-470fed0aa4c2 Microsoft Azure Signup Portal
cf36b471-5b44-428c-9ce7-313bf84528de Microsoft Bing Search
2d7f3606-b07d-41d1-b9d2-0d0c9296a6e8 Microsoft Bing Search for Microsoft Edge
a81d90ac-aa75-4cf8-b14c-58bf348528fe Microsoft Community v2
dd762716-544d-4aeb-a526-687b73838a22 Microsoft Device Registration Client
18fbca16-2224-45f6-85b0-f7bf2b39b3f3 Microsoft Docs
ecd6b820-32c2-49b6-98a6-444530e5a77a Microsoft Edge
e9c51622-460d-4d3d-952d-966a5b1da34c Microsoft Edge
f44b1140-bc5e-48c6-8dc0-5cf5a53c0e34 Microsoft Edge
d7b530a4-7680-4c23-a8bf-c52c121d2e87 Microsoft Edge Enterprise New Tab Page
99b904fd-a1fe-455c-b86c-2f9fb1da7687 Microsoft Exchange ForwardSync
51be292c-a17e-4f17-9a7e-4b661fb16dd2 Microsoft Exchange ProtectedServiceHost
fb78d390-0c51-40cd-8e17-fdbfab77341b Microsoft Exchange REST API Based Powershell
57fcbcfa-7cee-4eb1-8b25-12d2030b4ee0 Microsoft Flow
6204c1d1-4712-4c46-a7d9-3ed63d992682 Microsoft Flow Portal
c9a559d2-7aab-4f13-a6ed-e7e9c52aec87 Microsoft Forms
14d82eec-204b-4c2f-b7e8-296a70dab67e Microsoft Graph Command Line Tools
9ba1a5c7-f17a-4de9-a1f1-6178c8d51223 Microsoft Intune Company Portal
74bcdadc-2fdc-4bb3-8459-76d06952a0e9 Microsoft Intune Web Company Portal
fc0f3af4-6835-4174-b806-f7db311fd2f3 Microsoft Intune Windows Agent
0a5f63c0-b750-4f38-a71c-4fc0d58b89e2 Microsoft Mobile Application Management
d3590ed6-52b3-4102-aeff-aad2292ab01c Microsoft Office
66375f6b-983f-4c2c-9701-d680650f588f Microsoft Planner
871c010f-5e61-4fb1-83ac-98610a7e9110 Microsoft Power BI
c0d2a505-13b8-4ae0-aa9e-cddd5eab0b12 Microsoft Power BI
a672d62c-fc7b-4e81-a576-e60dc46e951d Microsoft Power Query for Excel
9bc3ab49-b65d-410a-85ad-de819febfddc Microsoft SharePoint Online Management Shell
844cca35-0656-46ce-b636-13f48b0eecbd Microsoft Stream Mobile Native
cf53fce8-def6-4aeb-8d30-b158e7b1cf83 Microsoft Stream Portal
fdf9885b-dd37-42bf-82e5-c3129ef5a302 Microsoft Support
1fec8e78-bce4-4aaf-ab1b-5451cc387264 Microsoft Teams
87749df4-7ccf-48f8-aa87-704bad0e0e16 Microsoft Teams - Device Admin Agent
5e3ce6c0-2b1f-4285-8d4b-75ee78787346 Microsoft Teams Web Client
22098786-6e16-43cc-a27d-191a01a1e3b5 Microsoft To-Do client
95de633a-083e-42f5-b444-a4295d8e9314 Microsoft Whiteboard Services
12128f48-ec9e-42f0-b203-ea49fb6af367 MS Teams Powershell Cmdlets
2793995e-0a7d-40d7-bd35-6968ba142197 My Apps
8c59ead7-d703-4a27-9e55-c96a0054c8d2 My Profile
19db86c3-b2b9-44cc-b339-36da233a3be2 My Signins
4345a7b9-9a63-4910-a426-35363201d503 O365 Suite UX
00b41c95-dab0-4487-9791-b9d2c32c80f2 Office 365 Management
94c63fef-13a3-47bc-8074-75af8c65887a Office Delve
93d53678-613d-4013-afc1-62e9e444a0a5 Office Online Add-in SSO
243c63a3-247d-41c5-9d83-7788c43f1c43 Office Online Core SSO
a9b49b65-0a12-430b-9540-c80b3332c127 Office Online Search
89bee1f7-5e6e-4d8a-9f3d-ecd601259da7 Office365 Shell WCSS-Client
0f698dd4-f011-4d23-a33e-b36416dcb1e6 OfficeClientService
4765445b-32c6-49b0-83e6-1d93765276ca OfficeHome
4d5c2d63-cf83-4365-853c-925fd1a64357 OfficeShredderWacClient
b26aadf8-566f-4478-926f-589f601d9c74 OneDrive
af124e86-4e96-495a-b70a-90f90ab96707 OneDrive iOS App
ab9b8c07-8f02-4f72-87fa-80105867a763 OneDrive SyncEngine
2d4d3d8e-2be3-4bef-9f87-7875a61c29de OneNote
e9b154d0-7658-433b-bb25-6b8e0a8a7c59 Outlook Lite
27922004-5251-4030-b22d-91ecd9a37ea4 Outlook Mobile
a3475900-ccec-4a69-98f5-a65cd5dc5306 Partner Customer Delegated Admin Offline Processor
4e291c71-d680-4d0e-9640-0a3358e31177 PowerApps
d326c1ce-6cc6-4de2-bebc-4591e5e13ef0 SharePoint
fdd7719f-d61e-4592-b501-793734eb8a0e SharePoint Migration Tool
08e18876-6177-487e-b8b5-cf950c1e598c SharePoint Online Web Client Extensibility
b4bddae8-ab25-483e-8670-df09b9f1d0ea Signup
26abc9a8-24f0-4b11-8234-e86ede698878 SubstrateDirectoryEventProcessor
905fcf26-4eb7-48a0-9ff0-8dcc7194b5ba Sway
268761a2-03f3-40df-8a8b-c3db24145b6b Universal Store Native Client
872cd9fa-d31f-45e0-9eab-6e460a02d1f1 Visual Studio
aebc6443-996d-45c2-90f0-388ff96faa56 Visual Studio Code
26a7ee05-5602-4d76-a7ba-eae8b7b67941 Windows Search
1b3c667f-cde3-4090-b60b-3d2abd0117f0 Windows Spotlight
45a330b1-b1ec-4cc1-9161-9f03992aa49f Windows Store for Business
c1c74fed-04c9-4704-80dc-9f79a2e515cb Yammer Web`;
const resourceTable = `
d52792f4-ba38-424d-8140-ada5b883f293 AAD Terms Of Use
7ab7862c-4c57-491e-8a45-d52a7e023983 App Service
7b7531ad-5926-4f2d-8a1d-38495ad33e17 Azure Advanced Threat Protection
2746ea77-4702-4b45-80ca-3c97e680e8b7 Azure Data Explorer
499b84ac-1321-427f-aa17-267ca6975798 Azure DevOps
cfa8b339-82a2-471a-a3c9-0fc0be7a4093 Azure Key Vault
b5a60e17-278b-4c92-a4e2-b9262e66bb28 Azure MFA StrongAuthenticationService
981f26a1-7f43-403b-a875-f8b09b8cd720 Azure Multi-Factor Auth Client
022907d3-0f1b-48f7-badc-1ba6abab6d66 Azure SQL Database
e406a681-f3d4-42a8-90b6-c2b029497af1 Azure Storage
00000007-0000-0000-c000-000000000000 Dataverse
01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9 Device Registration Service
ca7f3f0b-7d91-482c-8e09-c5d840d0eac5 Log Analytics API
0000000c-0000-0000-c000-000000000000 Microsoft App Access Panel
3090ab82-f1c1-4cdf-af2c-5d7a6f3e2cc7 Microsoft Defender for Cloud Apps
00000015-0000-0000-c000-000000000000 Microsoft Dynamics ERP
00000007-0000-0ff1-ce00-000000000000 Microsoft Exchange Online Protection
00000003-0000-0000-c000-000000000000 Microsoft Graph
40775b29-2688-46b6-a3b5-b256bd04df9f Microsoft Information Protection API
0000000a-0000-0000-c000-000000000000 Microsoft Intune
00000006-0000-0ff1-ce00-000000000000 Microsoft Office 365 Portal
67e3df25-268a-4324-a550-0de1c7f97287 Microsoft Office Web Apps Service
93625bc8-bfe2-437a-97e0-3d0060024faa Microsoft password reset service
00000012-0000-0000-c000-000000000000 Microsoft Rights Management Services
98db8bd6-0cc0-4e67-9de5-f187f1cd1b41 Microsoft Substrate Management
cc15fd57-2c6c-4117-a88c-83b1d56b4bbe Microsoft Teams Services
0000001a-0000-0000-c000-000000000000 MicrosoftAzureActiveAuthn
00000002-0000-0ff1-ce00-000000000000 Office 365 Exchange Online
c5393580-f805-4401-95e8-94b7a6ef2fc2 Office 365 Management APIs
66a88757-258c-4c72-893c-3e8bed4d6899 Office 365 Search Service
00000003-0000-0ff1-ce00-000000000000 Office 365 SharePoint Online
00000009-0000-0000-c000-000000000000 Power BI Service
00000004-0000-0ff1-ce00-000000000000 Skype for Business Online
00000005-0000-0ff1-ce00-000000000000 Viva Engage
00000002-0000-0000-c000-000000000000 Windows Azure Active Directory
797f4846-ba00-4fd7-ba43-dac1f8f63013 Windows Azure Service Management API
fc780465-2017-40d4-a0c5-307022471b92 WindowsDefenderATP`;

const read = (table: string): readonly NamedApplication[] =>
  table
    .trim()
    .split("\n")
    .map((line) => ({ id: line.slice(0, 36), name: line.slice(37) }));

/** Those that people and devices sign in with, and those that are signed in to; each in the order of names. */
export const applicationNames = (): { readonly clients: readonly NamedApplication[]; readonly resources: readonly NamedApplication[] } => ({
  clients: read(clientTable),
  resources: read(resourceTable),
});
