// Held against the server when types are checked: what it sends must fit what the screens expect, and what they send must
// fit what it takes. api.ts says more than the server's description (which words a field may hold), so both are compared
// with their words taken for any text. A line that doesn't compile names the type that has drifted.
import type * as api from "./api";
import type * as server from "./generated";

type Plain<T> = T extends string ? string
  : T extends number | boolean | null | undefined ? T
  : T extends readonly (infer Item)[] ? Plain<Item>[]
  : T extends object ? { [Key in keyof T]: Plain<T[Key]> }
  : T;

/** A message's parts: the server describes all kinds of them as one shape, which is compared by itself. */
type WithoutParts<T> = Omit<T, "parts">;

/** What the server sends fits what the screens expect. */
type Sent<Server extends Plain<Screen>, Screen> = [Server, Screen];

/** What the screens send fits what the server takes. */
type Taken<Screen extends Server, Server> = [Screen, Server];

type Kinds<T> = T extends unknown ? keyof T : never;

export type Contract = [
  Sent<WithoutParts<server.MessageView>, WithoutParts<api.Message>>,
  Sent<keyof server.Part, Kinds<api.Part>>,
  Sent<server.AttachmentView, api.Attachment>,
  Sent<server.OrderCard, api.OrderCard>,
  Sent<server.SentView, api.Receipt>,
  Sent<server.WidgetView, api.WidgetSettings>,
  Sent<server.VisitorSessionView, api.VisitorSession>,
  Sent<server.StatusView, api.ConversationStatus>,
  Sent<server.TenantView, api.Tenant>,
  Sent<server.MeView, api.Me>,
  Sent<server.ConversationLine, api.ConversationRow>,
  Sent<server.DeskPage, api.ConversationPage>,
  Sent<server.DeskChanges, api.ConversationChanges>,
  Sent<server.DetailView, api.ConversationDetail>,
  Sent<server.NoteView, api.Note>,
  Sent<server.PresenceView, api.Presence>,
  Sent<server.AgentView, api.Agent>,
  Sent<server.SkillCard, api.Skill>,
  Sent<server.CannedReplyView, api.CannedReply>,
  Sent<server.DecisionView, api.Decision>,
  Sent<server.WrapUpCategory, api.WrapUpCategory>,
  Sent<server.ItemRowView, api.KnowledgeRow>,
  Sent<server.ItemPage, api.KnowledgePageOf>,
  Sent<server.ItemView, api.KnowledgeItem>,
  Sent<server.VersionView, api.ItemVersion>,
  Sent<server.ImportReport, api.ImportReport>,
  Sent<server.SettingsView, api.TenantSettings>,
  Sent<server.StaffView, api.StaffMember>,
  Sent<server.NewStaffView, api.NewStaffMember>,
  Sent<server.KeyView, api.ApiKey>,
  Sent<server.NewKeyView, api.NewApiKey>,
  Sent<server.MemberKeyView, api.MemberKey>,
  Sent<server.BoardView, api.Board>,
  Sent<server.FigureView, api.FigureDefinition>,
  Sent<WithoutParts<server.AskView["answer"]>, WithoutParts<api.Answered["answer"]>>,
  Sent<Omit<server.AskView, "answer">, Omit<api.Answered, "answer">>,
  Taken<api.NewMessage, server.PostMessage>,
  Taken<api.Transfer, server.TransferRequest>,
  Taken<api.WrapUp, server.WrapUpRequest>,
];
