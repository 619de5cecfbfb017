namespace ServiceOS.Kinds;

// What an id is of: see Ids.cs. Nothing is ever made of these.
internal sealed record ApiKey;

internal sealed record Consumer;

internal sealed record Conversation;

internal sealed record Attachment;

internal sealed record KnowledgeItem;

internal sealed record Skill;

internal sealed record StaffMember;

internal sealed record TenantNode;
