using System.Runtime.InteropServices;

namespace ServiceOS.Analysis.Safety;

/// <summary>Finds the signs of a text. Time linear in it; every rule looks a few words ahead at most.</summary>
internal static class InjectionReader
{
    private const int LongCharacters = 600;
    private const int EncodedRunMin = 40;

    /// <summary>Impersonal only counts in sentences: "blanket" is one word of a shop.</summary>
    private const int SentenceWordsMin = 4;

    private static readonly (InjectionSign Sign, (Concept Concept, int Gap)[] Steps)[] s_rules =
    [
        (InjectionSign.DropsOrders, [(Concept.Ignore, 0), (Concept.Prior, 4), (Concept.Orders, 4)]),
        (InjectionSign.DropsOrders, [(Concept.Ignore, 0), (Concept.Orders, 3)]),
        (InjectionSign.WantsOrders, [(Concept.Reveal, 0), (Concept.System | Concept.Own | Concept.Prior, 4), (Concept.Orders, 3)]),
        (InjectionSign.WantsOrders, [(Concept.System, 0), (Concept.Orders, 1)]),
        (InjectionSign.SpeaksOfReply, [(Concept.Own, 0), (Concept.Reply, 1)]),
        (InjectionSign.AltersReply, [(Concept.Change, 0), (Concept.Own, 14), (Concept.Reply, 1)]),
        (InjectionSign.AltersReply, [(Concept.Own, 0), (Concept.Reply, 1), (Concept.Change, 3)]),
        (InjectionSign.AltersReply, [(Concept.In, 0), (Concept.Own, 0), (Concept.Reply, 1)]),
        (InjectionSign.CodesReply, [(Concept.Reply | Concept.Change, 0), (Concept.Code, 8)]),
        (InjectionSign.CodesReply, [(Concept.Code, 0), (Concept.Reply, 8)]),
        (InjectionSign.Translates, [(Concept.Translate, 0)]),
        (InjectionSign.Translates, [(Concept.Reply | Concept.Say | Concept.Change, 0), (Concept.Tongue, 8)]),
        (InjectionSign.Translates, [(Concept.Tongue, 0), (Concept.Quote | Concept.Reply, 6)]),
        (InjectionSign.Translates, [(Concept.Quote, 0), (Concept.Tongue, 12)]),
        (InjectionSign.SpeaksOfCode, [(Concept.Code, 0)]),
        (InjectionSign.Dictates, [(Concept.Say, 0), (Concept.Quote, 2)]),
        (InjectionSign.CastsRole, [(Concept.Persona, 0)]),
        (InjectionSign.CastsRole, [(Concept.You, 0), (Concept.Act, 4)]),
        (InjectionSign.Unbinds, [(Concept.Unbound, 0)]),
        (InjectionSign.SpeaksOfModel, [(Concept.Model, 0)]),
        (InjectionSign.GivesForeignTask, [(Concept.BeginTask, 0), (Concept.Work, 8)]),
        (InjectionSign.SpeaksOfWorld, [(Concept.Work, 0)]),
        (InjectionSign.PlantsLink, [(Concept.Reply, 0), (Concept.Web, 16)]),
        (InjectionSign.PlantsLink, [(Concept.Web, 0), (Concept.Reply, 12)]),
        (InjectionSign.WantsHarm, [(Concept.Harm, 0)]),
        (InjectionSign.HasTurnMarks, [(Concept.Markup, 0)]),
        (InjectionSign.DisguisesWords, [(Concept.Leet, 0)]),
    ];

    public static InjectionSigns Read(ReadOnlySpan<char> text)
    {
        var concepts = new List<Concept>(Math.Min(text.Length, 1_024));
        ConceptReader.Read(text, concepts);
        var row = CollectionsMarshal.AsSpan(concepts);
        var signs = new InjectionSigns(0);
        foreach (var (sign, steps) in s_rules)
        {
            if (!signs.Has(sign))
                signs = signs.With(sign, Holds(row, steps));
        }

        signs = signs
            .With(InjectionSign.HidesCharacters, CountHidden(text) > 0)
            .With(InjectionSign.HasEncodedRun, HasEncodedRun(text))
            .With(InjectionSign.IsLong, text.Length > LongCharacters);
        return WithManner(signs, row);
    }

    /// <summary>Whom it speaks to and of what.</summary>
    private static InjectionSigns WithManner(InjectionSigns signs, ReadOnlySpan<Concept> row)
    {
        var all = Concept.None;
        var (begins, asks, works) = (false, false, false);
        foreach (var concept in row)
        {
            all |= concept;
            begins |= (concept & Concept.Begin) != Concept.None && (concept & (Concept.Task | Concept.Change | Concept.Reveal)) != Concept.None;
            works |= (concept & Concept.Begin) != Concept.None && (concept & Concept.Task) != Concept.None;
            asks |= (concept & Concept.Begin) != Concept.None && (concept & Concept.Ask) != Concept.None;
        }

        var isOfShop = row.Length < SentenceWordsMin || (all & (Concept.Personal | Concept.Shop)) != Concept.None;
        if ((all & (Concept.Thanks | Concept.Personal)) != Concept.None && !signs.Has(InjectionSign.AltersReply))
            signs = signs.Without(InjectionSign.SpeaksOfReply);   // "thanks for your reply", "waiting for your answer"
        return signs
            .With(InjectionSign.SpeaksOfWorldAlone, signs.Has(InjectionSign.SpeaksOfWorld) && !isOfShop)
            .With(InjectionSign.GivesTask, works)
            .With(InjectionSign.AsksOfWorld, asks && !isOfShop && (all & (Concept.You | Concept.Own)) == Concept.None)
            .With(InjectionSign.OrdersImpersonally, begins && !isOfShop);
    }

    private static bool Holds(ReadOnlySpan<Concept> row, (Concept Concept, int Gap)[] steps)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if ((row[i] & steps[0].Concept) != Concept.None && Continues(row, i, steps))
                return true;
        }

        return false;
    }

    private static bool Continues(ReadOnlySpan<Concept> row, int at, (Concept Concept, int Gap)[] steps)
    {
        for (var step = 1; step < steps.Length; step++)
        {
            var end = Math.Min(row.Length, at + steps[step].Gap + 2);
            var next = at + 1;
            while (next < end && (row[next] & steps[step].Concept) == Concept.None)
                next++;
            if (next >= end)
                return false;
            at = next;
        }

        return true;
    }

    private static int CountHidden(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
            count += Characters.IsInvisible(c) && c is not ('\u200D' or '\uFEFF') ? 1 : 0;   // joins emojis; begins files
        return count;
    }

    private static bool HasEncodedRun(ReadOnlySpan<char> text)
    {
        var (run, digits, letters) = (0, 0, 0);
        foreach (var c in text)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='))
            {
                (run, digits, letters) = (0, 0, 0);
                continue;
            }

            run++;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            letters += char.IsAsciiLetter(c) ? 1 : 0;
            if (run >= EncodedRunMin && digits > 2 && letters > 8)
                return true;
        }

        return false;
    }
}
