// One alias a kind of id, so that a consumer's id can't be passed for a conversation's. Compiled into the tests too.
#pragma warning disable IDE0005 // an alias is unnecessary in this very file
global using ApiKeyId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.ApiKey>;
global using ConsumerId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.Consumer>;
global using ConversationId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.Conversation>;
global using AttachmentId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.Attachment>;
global using ItemId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.KnowledgeItem>;
global using SkillId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.Skill>;
global using StaffId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.StaffMember>;
global using TenantId = ServiceOS.Platform.Data.Id<ServiceOS.Kinds.TenantNode>;
