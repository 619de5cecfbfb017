using ServiceOS.Simulated.World;

namespace ServiceOS.Simulated;

/// <summary>The simulation can fail: each of these breaks the program, or what it stands on, in one place, and is found.</summary>
public sealed class MutantTests
{
    /// <summary>Within so many seeds each must be found; a thousand are run when nothing is broken.</summary>
    private const int SeedsMax = 200;

    private const int HarmlessSeeds = 50;
    private const string FinishTurn = "delete from turns\nwhere conversation_id = @ConversationId and seq = @Seq";
    private const string MessageKey = "@Seq, @ClientKey";

    [Fact]
    public void A_simulation_in_which_acknowledgements_leave_before_the_disk_has_them_finds_a_lost_message() =>
        AssertFound("is lost", new() { TellsBeforeFsync = true });

    [Fact]
    public void A_simulation_in_which_a_failed_use_case_leaves_half_behind_finds_a_gap() =>
        AssertFound("and says that its last is", new() { KeepsWhatFailed = true });

    [Fact]
    public void A_simulation_in_which_no_key_is_unique_finds_a_message_twice() =>
        AssertFound("is there", new() { Rewrite = Instead(MessageKey, "@Seq, @ClientKey || '#' || @Seq") });

    [Fact]
    public void A_simulation_in_which_the_bot_answers_whatever_became_of_its_turn_finds_an_answer_out_of_turn() =>
        AssertFound("before its turn", new() { Claim = AlwaysOne(FinishTurn) });

    [Fact]
    public void A_simulation_in_which_the_bot_does_not_look_who_has_the_conversation_finds_it_writing_over_a_person() =>
        AssertFound("the bot wrote", new()
        {
            Claim = AlwaysOne(FinishTurn),
            Rewrite = Instead("where id = @id and state = 'bot'", "where id = @id and state <> 'closed'"),
        });

    [Fact]
    public void A_simulation_in_which_nobody_sweeps_finds_a_message_without_an_answer() =>
        AssertFound("still waits for the bot", new() { Rewrite = Instead("@heldUntil\nwhere", "@heldUntil\nwhere false and") });

    [Fact]
    public void A_simulation_in_which_eligibility_is_not_tested_again_finds_an_agent_with_too_many() =>
        AssertFound("was given to agent", new() { Rewrite = Instead("(state = 'online' and assigned < capacity)", "true") });

    [Fact]
    public void A_simulation_in_which_places_are_not_given_back_finds_the_count_wrong() =>
        AssertFound("places taken", new() { Rewrite = Instead("set assigned = assigned - 1", "set assigned = assigned") });

    [Fact]
    public void A_simulation_in_which_a_reader_of_the_log_forgets_where_it_was_finds_the_board_wrong() =>
        AssertFound("the board says", new() { Rewrite = Instead("position = @Position, at", "position = @Position - 1, at") });

    [Fact]
    public void A_simulation_in_which_what_is_unknown_is_tried_again_finds_a_refund_paid_twice() =>
        AssertFound("was paid", new() { RetriesUnknown = true });

    [Fact]
    public void A_simulation_in_which_two_may_move_one_effect_finds_a_refund_paid_twice() =>
        AssertFound("was paid", new() { Rewrite = Instead("and state in @From", "and (state in @From or true)") });

    /// <summary>Why the one above needs two breakages, and this one shows nothing: a turn is deleted by who answers it, token or not.</summary>
    [Fact]
    public void A_sweeper_that_does_not_raise_the_token_does_no_harm_by_itself()
    {
        using var file = new DiskFile();
        var mutant = new Mutant { Rewrite = Instead("set token = token + 1, held_until", "set token = token, held_until") };

        Assert.All(Enumerable.Range(1, HarmlessSeeds), seed => Assert.Empty(Run.Of(seed, file, mutant).Violations));
    }

    private static void AssertFound(string violation, Mutant mutant)
    {
        using var file = new DiskFile();
        var found = Enumerable.Range(1, SeedsMax).Select(seed => Run.Of(seed, file, mutant))
            .FirstOrDefault(run => run.Violations.Any(one => one.Contains(violation, StringComparison.Ordinal)));

        Assert.True(found is not null, $"none of {SeedsMax} seeds found it");
    }

    private static Func<string, string> Instead(string part, string with) => sql => sql.Replace(part, with, StringComparison.Ordinal);

    private static Func<string, int, int> AlwaysOne(string statement) =>
        (sql, changed) => sql.StartsWith(statement, StringComparison.Ordinal) ? 1 : changed;
}
