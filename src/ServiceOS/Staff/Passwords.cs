using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ServiceOS.Platform.Web;

namespace ServiceOS.Staff;

/// <summary>Makes and checks password hashes: PBKDF2 with HMAC-SHA512, a salt each, the count stored with the hash.</summary>
/// <remarks>The count: OWASP Password Storage Cheat Sheet. Slow by design: never call it inside a transaction.</remarks>
internal sealed class Passwords
{
    public const int CharactersMin = 10;
    public const int CharactersMax = 200;

    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";   // none that look alike
    private const int MadeCharacters = 16;

    /// <summary>Those of ten characters and more that head the lists of leaked passwords, and what this program would suggest itself.</summary>
    private static readonly HashSet<string> s_commonest = new(StringComparer.OrdinalIgnoreCase)
    {
        "1234567890", "0123456789", "0987654321", "9876543210", "1234567891", "12345678910", "123456789a", "a123456789", "123456789q",
        "q123456789", "1q2w3e4r5t", "1qaz2wsx3edc", "qwertyuiop", "qwerty1234", "qwerty12345", "qwerty123456", "1234qwerty",
        "asdfghjkl123", "asdfghjkl1", "zxcvbnm123", "password12", "password123", "password1234", "password12345", "passw0rd123",
        "p@ssw0rd123", "p@ssword123", "mypassword", "admin12345", "admin123456", "administrator", "letmein123", "welcome123", "welcome1234",
        "iloveyou123", "iloveyou12", "changeme123", "abc1234567", "abcd123456", "abcde12345", "abcdefghij", "abcdefghijk", "aa12345678",
        "aa123456789", "woaini1314", "woaini1314520", "woaini520", "5201314520", "1314520520", "123123123123", "1231231231", "1122334455",
        "112233445566", "1212121212", "1010101010", "abababab12", "147258369a", "serviceos1", "serviceos123", "serviceos2026",
    };

    private readonly PasswordHasher<object> _hasher;

    /// <summary>Made when it is first needed: as slow as any, it would stand before the first answer of every route that may hash.</summary>
    private readonly Lazy<string> _nobodys;

    public Passwords(StaffSettings settings)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = settings.PasswordIterations }));
        _nobodys = new(() => Hash(Make()));
    }

    /// <summary>Why a password can't be chosen; null when it can. Length first: it is what makes a password strong.</summary>
    /// <remarks>NIST SP 800-63B-4, 3.1.1.2: no rules of composition, but nothing that is among the first guesses.</remarks>
    public static string? Fault(string? password)
    {
        if (Texts.Fault(password, CharactersMin, CharactersMax) is { } fault)
            return fault;
        if (password!.All(letter => letter == password![0]))
            return "is one character again and again";
        return s_commonest.Contains(password!) ? "is one of the commonest passwords" : null;
    }

    /// <summary>A random password of 16 characters, 93 bits.</summary>
    public static string Make() => RandomNumberGenerator.GetString(Alphabet, MadeCharacters);

    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <summary>True when the password is the hash's. Without a hash it works as long, and is false.</summary>
    public bool Fits(string password, string? hash) =>
        _hasher.VerifyHashedPassword(this, hash ?? _nobodys.Value, password) != PasswordVerificationResult.Failed && hash is not null;
}
