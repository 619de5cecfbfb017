using ServiceOS.Platform.Data;

namespace ServiceOS.Tests.Verification;

/// <summary>A way to break the day's database by hand, and what the checker must then say: these checks and no others.</summary>
/// <param name="Name">What was done, in words.</param>
/// <param name="Broken">The checks that must fail, in order.</param>
/// <param name="Says">What the first of them must say of it.</param>
/// <param name="Sql">Statements; <c>{bot}</c> and the like stand for the day's ids, <c>loosen messages</c> makes a table forget its keys.</param>
internal sealed record Mutation(string Name, string[] Broken, string Says, params string[] Sql)
{
    private const string Of = "conversation_id =";

    public static readonly IReadOnlyList<Mutation> All =
    [
        new("a consumer's message is lost", ["I1", "I2.answers", "I3.places", "I3.readers", "I3.row", "facts.messages"], "message 1, acknowledged under",
            $"delete from messages where {Of} '{{bot}}' and seq = 1"),
        new("the last answer is lost", ["I3.readers", "I3.row", "I7.answers", "facts.messages"], "saw message 6, which is not there",
            $"delete from messages where {Of} '{{bot}}' and seq = 6"),
        new("other words are stored", ["I1", "I3.readers"], "says “helo”; acknowledged was “hello”",
            $"update messages set body = 'helo' where {Of} '{{bot}}' and seq = 1"),
        new("an agent's acknowledged message has another sender's key", ["I1"], "acknowledged was m1",
            $"update messages set client_key = 'a:somebody:m1' where {Of} '{{assigned}}' and seq = 5"),
        new("a program's acknowledged message is gone", ["I1", "I3.readers", "I3.row", "facts.messages"], "message 7, acknowledged under the key p1, is not there",
            $"delete from messages where {Of} '{{assigned}}' and seq = 7"),
        new("a key is there twice", ["I1", "I2.keys"], "message 3 has the key",
            "loosen messages", $"update messages set client_key = (select m.client_key from messages m where m.{Of} '{{bot}}' and m.seq = 1) where {Of} '{{bot}}' and seq = 3"),
        new("an answer is given twice", ["I2.answers", "I2.keys", "I7.answers", "facts.messages"], "message 1 is answered twice",
            "loosen messages", $"update messages set in_reply_to = 1, client_key = 'b:1' where {Of} '{{bot}}' and seq = 4"),
        new("there is a gap", ["I3.places", "I3.readers", "I3.row", "facts.messages"], "after 5 comes 7",
            $"update messages set seq = 7 where {Of} '{{bot}}' and seq = 6"),
        new("last_seq runs ahead", ["I3.row"], "last_seq is 7, the last message 6",
            "update conversations set last_seq = last_seq + 1 where id = '{bot}'"),
        new("the list shows other words", ["I3.row"], "last_preview is “bye”",
            "update conversations set last_preview = 'bye' where id = '{bot}'"),
        new("the list shows another speaker", ["I3.row"], "last_speaker is agent",
            "update conversations set last_speaker = 'agent' where id = '{bot}'"),
        new("the consumer's messages are miscounted", ["I3.row"], "consumer_messages is 4",
            "update conversations set consumer_messages = consumer_messages + 1 where id = '{bot}'"),
        new("an agent's last message is misplaced", ["I3.row"], "agent_seq is 4",
            "update conversations set agent_seq = agent_seq - 1 where id = '{assigned}'"),
        new("a move is not in the log", ["I4.states", "I9.minutes"], "moves it from queued, but it was bot",
            "delete from facts where subject = '{assigned}' and topic = 'conversation.moved' and body like '%\"to\":\"queued\"%'"),
        new("a state changed without a fact", ["I4.states"], "its state is closed, but its facts end with queued",
            "update conversations set state = 'closed', closed_at = 1, closed_by = 'agent' where id = '{queued}'"),
        new("an end was not reopened", ["I4.states"], "from closed to assigned for the reason “transfer”",
            "update facts set body = replace(body, '\"reopened\"', '\"transfer\"') where subject = '{closed}'"),
        new("it is closed since never", ["I4.states"], "when or by whom it ended isn't told",
            "update conversations set closed_at = null where id = '{closed}'"),
        new("an opening is not in the log", ["I4.opened", "I9.minutes"], "no fact tells of its opening",
            "delete from facts where subject = '{bot}' and topic = 'conversation.opened'"),
        new("somebody read what was not said", ["I4.read"], "the consumer has read 99 of 6",
            "update conversations set read_by_consumer = 99 where id = '{bot}'"),
        new("an effect is in no state", ["I4.effects"], "sms order-1 is “done”",
            "update effects set state = 'done' where business_key = 'order-1'"),
        new("an effect stays pending", ["I4.effects"], "sms order-1 is pending since",
            "update effects set changed_at = changed_at - 3600000 where business_key = 'order-1'"),
        new("an effect is there twice", ["I6.effects"], "sms order-2 is there 2 times",
            "loosen effects", "insert into effects select * from effects where business_key = 'order-2'"),
        new("work is queued twice", ["I6.jobs"], "letters order-1 is there 2 times",
            "loosen jobs", "insert into jobs select * from jobs"),
        new("one waits without a deadline", ["I7.owner"], "it waits without a deadline",
            "update conversations set reply_by = null where id = '{queued}'"),
        new("the bot and an agent have it", ["I7.owner"], "the bot has it, and so has agent",
            "update conversations set agent_id = '{mei}' where id = '{bot}'"),
        new("nobody has it", ["I7.owner", "I7.places"], "it is assigned to nobody",
            "update conversations set agent_id = null where id = '{assigned}'"),
        new("an agent who is none has it", ["I7.places", "I7.present"], "1 places are taken, but the agent has 0",
            "update conversations set agent_id = 'nobody' where id = '{assigned}'"),
        new("a silent agent has it", ["I7.present"], "was last heard of at",
            "update agent_presence set heartbeat_at = heartbeat_at - 600000 where staff_id = '{mei}'"),
        new("a place is taken for nothing", ["I7.places"], "2 places are taken, but the agent has 1",
            "update agent_presence set assigned = assigned + 1 where staff_id = '{mei}'"),
        new("a turn waits for what is answered", ["I7.turns"], "the turn 1 stands for no unanswered message",
            "insert into turns (tenant_id, conversation_id, seq, token, held_until) values ('{lantern}', '{bot}', 1, 1, 1)"),
        new("a turn's conversation is gone", ["I7.turns"], "the turn 1 belongs to a conversation that is not there",
            "insert into turns (tenant_id, conversation_id, seq, token, held_until) values ('{lantern}', 'zz', 1, 1, 1)"),
        new("a turn is forgotten", ["I3.readers", "I7.turns", "I9.minutes"], "saw message 6, which is not there",
            $"delete from messages where {Of} '{{bot}}' and seq = 6",
            "delete from facts where subject = '{bot}' and seq = 6",
            "update conversations set last_seq = 5, last_speaker = 'consumer', last_preview = 'hello' where id = '{bot}'",
            "insert into turns (tenant_id, conversation_id, seq, token, held_until) select tenant_id, conversation_id, seq, 1, sent_at - 600000 from messages where conversation_id = '{bot}' and seq = 5"),
        new("a consumer has two open conversations", ["I8.open"], "has 2 open conversations in web",
            "drop index conversations_open", "update conversations set consumer_id = (select c.consumer_id from conversations c where c.id = '{bot}') where id = '{queued}'"),
        new("a minute is miscounted", ["I9.minutes"], "“opened” in the minute",
            "update metric_minutes set total = total + 1 where figure = 'opened'"),
        new("a minute was not counted", ["I9.minutes"], "is 0, the log has",
            "delete from metric_minutes where figure = 'agent'"),
        new("a reader is ahead of the log", ["I9.readers"], "where there is no fact",
            "update fact_readers set position = position + 1000"),
        new("an agent's reading is miscounted", ["I9.reads"], "1 of the consumer's, which are 2",
            "update reads set consumer_messages = 1"),
        new("a message's fact is lost", ["I9.minutes", "facts.messages"], "message 1 of consumer is there 1 times, and has 0 facts",
            "delete from facts where subject = '{bot}' and topic = 'conversation.message-added' and seq = 1"),
        new("a message's fact is there twice", ["facts.messages"], "message 2 of bot in reply to 1 is there 1 times, and has 2 facts",
            "insert into facts (tenant_id, topic, subject, seq, at, body) select tenant_id, topic, subject, seq, at, body from facts where subject = '{bot}' and seq = 2"),
        new("a fact tells of another speaker", ["I9.minutes", "facts.messages"], "the log has",
            "update facts set body = replace(body, '\"consumer\"', '\"agent\"') where subject = '{bot}' and seq = 1"),
        new("a message is of another tenant", ["I10.tenant", "facts.messages"], "message 2 is of tenant",
            $"update messages set tenant_id = '{{harbour}}' where {Of} '{{bot}}' and seq = 2"),
        new("a consumer is of another tenant", ["I10.tenant"], "is of tenant",
            "update consumers set tenant_id = '{harbour}' where id = (select consumer_id from conversations where id = '{bot}')"),
        new("a file is not known", ["files.parts"], "which is not known",
            "delete from attachments"),
        new("a file's hash is another", ["files.bytes"], "is not there",
            "update attachments set sha256 = 'abcdef'"),
        new("a conversation is gone", ["I3.places", "I4.opened"], "belongs to a conversation that is not there",
            "delete from conversations where id = '{bot}'"),
    ];

    public async Task ApplyAsync(Session db, IReadOnlyDictionary<string, string> names, CancellationToken stop)
    {
        foreach (var statement in Sql)
        {
            if (statement.StartsWith("loosen ", StringComparison.Ordinal))
                await LoosenAsync(db, statement["loosen ".Length..], stop);
            else
                Assert.True(await db.RunAsync(names.Aggregate(statement, (sql, name) => sql.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal)), args: null, stop) != 0
                    || statement.StartsWith("drop", StringComparison.Ordinal), $"nothing was changed: {statement}");
        }
    }

    /// <summary>Its rows without its keys: what the engine would have refused can be done.</summary>
    private static async Task LoosenAsync(Session db, string table, CancellationToken stop)
    {
        await db.RunAsync($"create table loose as select * from {table}", args: null, stop);
        await db.RunAsync($"drop table {table}", args: null, stop);
        await db.RunAsync($"alter table loose rename to {table}", args: null, stop);
    }
}
